import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles, once and at build time, the class through which Chronicle Map reads the head of a store.
 *
 * <p>Chronicle Map looks for that class on the class path, and if it is not there, it generates and
 * compiles it whenever a process opens its first store. That costs each agent 1.7 s and 40 MB at its
 * start, and a JDK instead of a JRE (measured with 2026.1 on JDK 17, two cores).
 *
 * <p>Run by the build of this module: first argument is where the class goes.
 */
final class CompileStoreLayout {
    private static final String LAYOUT = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
    private static final String MODEL = "net.openhft.chronicle.values.ValueModel";
    private static final String GENERATORS = "net.openhft.chronicle.values.Generators";

    private CompileStoreLayout() {}

    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        Class<?> layout = Class.forName(LAYOUT);
        String name = layout.getSimpleName() + "$$Native";

        Class<?> modelType = Class.forName(MODEL);
        Object model = accessible(modelType, "acquire", Class.class).invoke(null, layout);
        Method generate =
                accessible(
                        Class.forName(GENERATORS), "generateNativeClass", modelType, String.class);
        String source = (String) generate.invoke(null, model, name);

        Path directory = Files.createTempDirectory("layout");
        Path file = Files.writeString(directory.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed =
                compiler.run(
                        null,
                        null,
                        null,
                        List.of(
                                        "-nowarn",
                                        "-proc:none",
                                        "--release",
                                        "17",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        classes.toString(),
                                        file.toString())
                                .toArray(String[]::new));
        Files.delete(file);
        Files.delete(directory);
        if (failed != 0) {
            throw new IllegalStateException(name + " does not compile");
        }
    }

    private static Method accessible(Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}

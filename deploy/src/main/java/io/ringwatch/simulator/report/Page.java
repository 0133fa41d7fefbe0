package io.ringwatch.simulator.report;

import io.ringwatch.agent.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A page of figures and tables, self-contained: it shows the same with no network at all. */
public final class Page {
    /** Apache ECharts, from its webjar; the version is pinned in the parent POM. */
    private static final String CHARTS =
            "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private int figures;

    /**
     * A page without sections.
     *
     * @param title its title
     * @param lead one sentence below it
     */
    public Page(String title, String lead) {
        this.title = title;
        body.append("<h1>").append(escape(title)).append("</h1>\n<p class=\"lead\">");
        body.append(escape(lead)).append("</p>\n");
    }

    /**
     * A section with a figure.
     *
     * @param heading its title
     * @param option what the figure shows, as ECharts takes it
     * @param heightPx its height
     * @param sentence what to see in it
     */
    Page figure(String heading, Map<String, Object> option, int heightPx, String sentence) {
        heading(heading);
        body.append(
                "<figure><div class=\"chart\" id=\"chart%d\" style=\"height:%dpx\"></div>\n"
                        .formatted(figures, heightPx));
        body.append("<figcaption>").append(escape(sentence)).append("</figcaption></figure>\n");
        body.append("<script>draw(\"chart").append(figures).append("\",");
        body.append(Json.pretty(option).replace("</", "<\\/").strip()).append(");</script>\n");
        figures++;
        return this;
    }

    /** A section with a table; the first row is its heading. */
    Page table(String heading, List<List<String>> rows, String sentence) {
        heading(heading);
        body.append("<table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            body.append("<tr>");
            for (String text : rows.get(i)) {
                body.append('<').append(cell).append('>').append(escape(text));
                body.append("</").append(cell).append('>');
            }
            body.append("</tr>\n");
        }
        body.append("</table>\n<p class=\"caption\">").append(escape(sentence)).append("</p>\n");
        return this;
    }

    private void heading(String heading) {
        if (!heading.isEmpty()) {
            body.append("<h2>").append(escape(heading)).append("</h2>\n");
        }
    }

    /** Writes it. */
    public void write(Path file) throws IOException {
        Files.writeString(
                file,
                resource("page.html")
                        .replace("@TITLE@", escape(title))
                        .replace("@CHARTS@", resource(CHARTS).replace("</script", "<\\/script"))
                        .replace("@BODY@", body));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing in this installation: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

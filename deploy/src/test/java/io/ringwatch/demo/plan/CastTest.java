package io.ringwatch.demo.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CastTest {
    @Test
    void shouldBeginWithTheServersOfThePaper() {
        assertEquals(
                List.of("mail", "ftp", "web1", "web2", "proxy", "login"),
                Cast.of(Cast.PAPER).stream().map(PlannedServer::name).toList());
    }

    @Test
    void shouldFindNewNamesForMore() {
        List<PlannedServer> many = Cast.of(PlannedServer.NUMBER_MAX);
        var addresses = new HashSet<String>();
        var names = new HashSet<String>();
        for (PlannedServer server : many) {
            names.add(server.name());
            addresses.add(server.serviceAddress());
            addresses.add(server.managementAddress());
            addresses.add(server.vip());
            addresses.add(server.boardAddress());
            addresses.add(server.guestAddress(1));
        }
        addresses.add(Cast.witness().serviceAddress());
        addresses.add(Cast.witness().managementAddress());
        addresses.add(Cast.witness().boardAddress());

        assertEquals(PlannedServer.NUMBER_MAX, names.size());
        assertEquals(5 * PlannedServer.NUMBER_MAX + 3, addresses.size());
        assertEquals("mail2", many.get(6).name());
        assertEquals("web3", many.get(8).name());
    }
}

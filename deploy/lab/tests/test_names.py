import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from ringlab.failure import NOT_UNDERSTOOD, LabError
from ringlab.names import MANAGEMENT, SERVICE, Plan, lab_name, planned, role_name


class NamesTest(unittest.TestCase):
    def test_should_repeat_the_roles_under_other_names(self):
        self.assertEqual(
            [role_name(number) for number in range(1, 14)],
            ["mail", "ftp", "web1", "web2", "proxy", "login",
             "mail2", "ftp2", "web3", "web4", "proxy2", "login2", "mail3"],
        )

    def test_should_give_every_address_to_one_machine_only(self):
        plan = planned(24)
        addresses = [plan.gateway, plan.client]
        for machine in plan.machines():
            addresses += [machine.service, machine.management, machine.board, *machine.vips]
        self.assertEqual(len(addresses), len(set(addresses)))
        macs = [m for one in plan.machines() for m in (one.mac, one.management_mac)]
        self.assertEqual(len(macs), len(set(macs)))

    def test_should_have_the_addresses_of_the_example(self):
        ftp = planned(6).machine("ftp")
        self.assertEqual((ftp.service, ftp.management, ftp.vips, ftp.mac),
                         ("172.21.14.2", "192.168.14.2", ("172.21.14.202",), "52:54:00:00:00:02"))
        self.assertEqual(planned(6).witness.service, "172.21.14.10")

    def test_should_be_the_same_after_it_was_written_down(self):
        plan = planned(7)
        self.assertEqual(Plan.from_json(plan.as_json()), plan)

    def test_should_name_ports_that_the_kernel_takes(self):
        plan = planned(24)
        for node in plan.nodes():
            for network in (SERVICE, MANAGEMENT):
                for port in plan.ports(node, network):
                    self.assertLess(len(port), 16)

    def test_should_list_the_servers_when_one_is_unknown(self):
        with self.assertRaises(LabError) as caught:
            planned(3).machine("fpt")
        self.assertIn("mail, ftp, web1, file", str(caught.exception))
        self.assertEqual(caught.exception.code, NOT_UNDERSTOOD)

    def test_should_refuse_what_is_no_lab_or_no_ring(self):
        for text in ("", "A", "../x", "a" * 17, "-a"):
            self.assertRaises(LabError, lab_name, text)
        for count in (-1, 0, 1, 25):
            self.assertRaises(LabError, planned, count)


if __name__ == "__main__":
    unittest.main()

"""InspIRCd with Atheme: that the servers do what the tests rely on."""
from irc import Client


def test_services_know_an_account(network):
    somebody = Client(network.port, "somebody")
    somebody.send("PRIVMSG NickServ :IDENTIFY tonle sesame")
    somebody.expect(" 900 ", "tonle")
    somebody.close()


def test_a_network_of_ones_own(own_network):
    one = own_network()
    one.start()
    somebody = Client(one.port, "somebody")
    somebody.send("CAP LS 302")
    assert "sasl=" in somebody.expect(" CAP ", " LS ")
    somebody.close()

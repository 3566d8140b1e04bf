using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ResponderAllocationTests
{
    [Fact]
    public void No_path_allocates()
    {
        var secrets = CookieSecrets.Random();
        Responder[] responders =
        [
            new(new ExampleAuthority(), new ResponderOptions { Cookies = secrets }),
            new(new ExampleAuthority(), new ResponderOptions { Cookies = secrets, Nsid = "n", Version = "v", HostName = "h", CapsAmplification = true, MaxResponseWithoutCookie = 512 }),
        ];
        var udp = new Source(ClientAddress.Read([198, 51, 100, 7]), Transport.Udp);
        var tcp = udp with { Transport = Transport.Tcp };
        Assert.True(ClientSubnet.TryParse("192.0.2.0/24", out var subnet));
        string[] names = ["www.example.com", "absent.example.com", "large.example.com", "many.example.com", "some.example.com", "draw.example.com", "code.example.com", "www.example.org", "version.bind"];
        var valid24 = new Exchange(new ResponderOptions { Cookies = secrets }).Ask("www.example.com", new QueryOptions { Cookie = new byte[8] }, udp).Edns!.Cookie!.Value;
        QueryOptions[] options =
        [
            new() { UdpSize = null }, new() { DnssecOk = true, AsksNsid = true }, new() { Subnet = subnet },
            new() { Cookie = new byte[8] }, new() { Cookie = valid24 }, new() { Cookie = new byte[24], Subnet = subnet },
        ];
        RecordType[] types = [RecordType.A, RecordType.ANY, RecordType.AXFR];
        var valid = from name in names from option in options from type in types select QueryWriter.Write(1, DomainName.Parse(name), type, option);

        // Every cut of every query, and every query with one octet of its header or its end changed: all refusals are among them.
        var requests = valid.SelectMany(query => Enumerable.Range(0, query.Length + 1).Select(length => query[..length])
            .Concat(Enumerable.Range(0, query.Length).Select(at =>
            {
                var changed = (byte[])query.Clone();
                changed[at] ^= 0x85;
                return changed;
            }))).ToArray();
        var response = new byte[ushort.MaxValue];

        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                foreach (var responder in responders)
                {
                    responder.Respond(request, udp, response);
                    responder.Respond(request, tcp, response);
                }
            }

            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}

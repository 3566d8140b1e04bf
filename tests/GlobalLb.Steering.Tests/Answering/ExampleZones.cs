using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using static GlobalLb.Steering.Tests.Example;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>A zone with everything that §4.3.2 of RFC 1034 distinguishes, two zones of ours below it, and one delegated away.</summary>
internal static class ExampleZones
{
    public static ConfigurationDocument Document { get; } = Example.Document with
    {
        Zones =
        [
            Zone("example.test",
            [
                Record("@", RecordType.NS, "ns1", 3600),
                Record("@", RecordType.NS, "ns.example.net.", 3600),
                Record("@", RecordType.MX, "10 mail"),
                Record("@", RecordType.MX, "20 mail.example.net."),
                Record("ns1", RecordType.A, "192.0.2.53"),
                Record("ns1", RecordType.AAAA, "2001:db8::53"),
                Record("mail", RecordType.A, "192.0.2.25"),
                Record("_http._tcp", RecordType.SRV, "0 5 80 mail"),
                Record("text", RecordType.TXT, "hello world"),
                Record("text", RecordType.A, "192.0.2.77"),

                Record("alias", RecordType.CNAME, "www"),
                Record("first", RecordType.CNAME, "second"),
                Record("second", RecordType.CNAME, "text"),
                Record("outside", RecordType.CNAME, "www.example.net."),
                Record("dangling", RecordType.CNAME, "nothing.here"),
                Record("hollow", RecordType.CNAME, "ent"),
                Record("away", RecordType.CNAME, "host.delegated"),
                Record("down", RecordType.CNAME, "www.sub"),
                Record("loop", RecordType.CNAME, "pool"),
                Record("pool", RecordType.CNAME, "loop"),

                Record("*.wild", RecordType.TXT, "any"),
                Record("*.wild", RecordType.MX, "10 mail"),
                Record("exact.wild", RecordType.A, "192.0.2.80"),
                Record("below.ent.wild", RecordType.A, "192.0.2.81"),
                Record("*.walias", RecordType.CNAME, "text"),
                Record("a.deep.ent", RecordType.TXT, "deep"),

                // DNAME in the general form: to new.example.test., and to itself.
                Record("old", RecordType.DNAME, "\\# 18 036E6577076578616D706C65047465737400"),
                Record("circle", RecordType.DNAME, "\\# 21 06636972636C65076578616D706C65047465737400"),

                Record("delegated", RecordType.NS, "ns.delegated"),
                Record("delegated", RecordType.NS, "ns.example.net."),
                Record("ns.delegated", RecordType.A, "192.0.2.54"),
                Record("lower.delegated", RecordType.NS, "ns.lower.delegated"),

                // What the upper zone says about names of the lower one does not count, but is usual: delegation and glue.
                Record("sub", RecordType.NS, "ns1.sub"),
                Record("ns1.sub", RecordType.A, "198.51.100.99"),
                Record("ghost.host.sub", RecordType.A, "198.51.100.98"),
            ],
                Steered("www.example.test", Geographic(Failover("us-web", "eu-web"), ("10.1.0.0/16", Failover("eu-web", "us-web")))),
                Steered("*.any.example.test", Leaf("eu-web")),
                Steered("v4.example.test", Leaf("ap-web"))),
            Zone("sub.example.test",
            [
                Record("@", RecordType.NS, "ns1"),
                Record("ns1", RecordType.A, "192.0.2.55"),
                Record("www", RecordType.A, "192.0.2.56"),
            ]),
            Zone("far.between.example.test", [Record("@", RecordType.NS, "ns1.example.test.")]),
        ],
    };

    public static Snapshot Snapshot { get; } = ConfigurationValidation.Check(Document) is [var problem, ..]
        ? throw new InvalidOperationException(problem.ToString())
        : Document.Compile();
}

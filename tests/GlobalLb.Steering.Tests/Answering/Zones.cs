using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>Zones written as short lines, to be asked.</summary>
internal static class Zones
{
    /// <summary>
    /// Serves zones. Each is written as its apex, then a record a line: owner (@, relative or absolute), type, data, the names in it
    /// relative or absolute. Each zone's own NS is in no line: it is ns1.example.net. TTLs are 300, that of DNAME records 120.
    /// </summary>
    public static Exchange Serve(params string[][] zones) => new(Document(zones).Compile());

    public static ConfigurationDocument Document(params string[][] zones) => new() { Zones = [.. zones.Select(Zone)] };

    /// <summary>The records of a section as lines without TTL and class.</summary>
    public static IEnumerable<string> Lines(IEnumerable<MessageRecord> records) =>
        records.Select(record => $"{record.Name} {(record.Type == RecordType.DNAME ? "DNAME" : RecordTypes.Format(record.Type))} {record.Text}");

    /// <summary>The authority section of a denial: the zone whose SOA it is.</summary>
    public static string Denier(Message message)
    {
        var authority = Assert.Single(message.Authorities);
        Assert.Equal(RecordType.SOA, authority.Type);
        return authority.Name.ToString();
    }

    private static Zone Zone(string[] lines)
    {
        var apex = DomainName.Parse(lines[0]);
        var mailbox = DomainName.Parse("hostmaster.example.net");
        return new Zone
        {
            Name = apex,
            Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1.example.net"), Mailbox = mailbox },
            Records = [Record(apex, "@ NS ns1.example.net."), .. lines.Skip(1).Select(line => Record(apex, line))],
        };
    }

    private static Record Record(DomainName apex, string line)
    {
        var words = line.Split(' ', 3);
        Assert.True(DomainName.TryParse(words[0], apex, out var owner, out var problem), problem);
        return new Record { Name = owner, Type = Enum.Parse<RecordType>(words[1]), Ttl = words[1] == "DNAME" ? 120u : 300, Value = words[2] };
    }

}

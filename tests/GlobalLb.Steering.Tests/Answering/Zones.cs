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
        records.Select(record => $"{record.Name} {(record.Type == (RecordType)39 ? "DNAME" : RecordTypes.Format(record.Type))} {Text(record)}");

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
        var type = words[1] switch
        {
            "DNAME" => (RecordType)39,
            "DS" => (RecordType)43,
            "SVCB" => (RecordType)64,
            "HTTPS" => (RecordType)65,
            var word => Enum.Parse<RecordType>(word),
        };
        return new Record { Name = owner, Type = type, Ttl = words[1] == "DNAME" ? 120u : 300, Value = words[1] == "DNAME" ? Raw(words[2], apex) : words[2] };
    }

    // In the general form, which every type has (RFC 3597 §5).
    private static string Raw(string target, DomainName apex)
    {
        Assert.True(DomainName.TryParse(target, apex, out var name, out var problem), problem);
        return $"\\# {name.Wire.Length} {Convert.ToHexString(name.Wire)}";
    }

    private static string Text(MessageRecord record) =>
        record.Type == (RecordType)39 && DomainName.TryRead(record.Octets.Span, out var target) ? target.ToString() : record.Text;
}

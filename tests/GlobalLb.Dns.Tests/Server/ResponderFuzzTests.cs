using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ResponderFuzzTests
{
    private const int Rounds = 200_000;

    private static readonly ResponderOptions Telling = new() { Nsid = "n", Version = "v", HostName = "h", CapsAmplification = true };

    private readonly Responder[] _responders = [new(new ExampleAuthority()), new(new ExampleAuthority(), Telling)];
    private readonly byte[] _response = new byte[ushort.MaxValue];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_queries_get_silence_or_a_readable_response(int seed)
    {
        var chance = new Random(seed);
        Assert.True(ClientSubnet.TryParse("2001:db8::/56", out var subnet));
        string[] names = ["www.example.com", "absent.example.com", "large.example.com", "many.example.com", "version.bind", "."];
        QueryOptions[] options = [new() { Subnet = subnet }, new() { Cookie = new byte[8], AsksNsid = true }, new() { Cookie = new byte[24], Subnet = subnet }];
        var queries = (from name in names from option in options select QueryWriter.Write(7, DomainName.Parse(name), RecordType.A, option)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var query = (byte[])queries[chance.Next(queries.Length)].Clone();
            for (var changes = chance.Next(1, 6); changes > 0; changes--) query = Mutate(query, chance);
            Check(query, chance);
        }
    }

    [Fact]
    public void Random_octets_get_silence_or_a_readable_response()
    {
        var chance = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            var octets = new byte[chance.Next(0, 80)];
            chance.NextBytes(octets);
            if (octets.Length > 2) octets[2] &= 0x07; // a query with opcode QUERY, or nearly nothing would get further
            if (octets.Length > 5 && chance.Next(2) == 0) (octets[4], octets[5]) = (0, 1);
            Check(octets, chance);
        }
    }

    private static byte[] Mutate(byte[] query, Random chance)
    {
        var at = chance.Next(query.Length);
        switch (chance.Next(5))
        {
            case 0: query[at] = (byte)chance.Next(256); return query;
            case 1: query[at] ^= (byte)(1 << chance.Next(8)); return query;
            case 2: return query.Length > 1 ? query[..at] is { Length: > 0 } cut ? cut : query : query;
            case 3: return [.. query[..at], (byte)chance.Next(256), .. query[at..]];
            default: return [.. query, .. query[at..]];
        }
    }

    private void Check(byte[] query, Random chance)
    {
        var transport = chance.Next(2) == 0 ? Transport.Udp : Transport.Tcp;
        var isCapped = chance.Next(2) == 0;
        var length = _responders[isCapped ? 1 : 0].Respond(query, new Source(ClientAddress.Read([192, 0, 2, 1]), transport), _response);
        if (length == 0) return;
        Assert.InRange(length, 12, transport == Transport.Udp ? 1232 : ushort.MaxValue);
        if (isCapped && transport == Transport.Udp) Assert.InRange(length, 12, 10 * query.Length);
        Assert.True(Message.TryRead(_response.AsSpan(0, length), out var message), Convert.ToHexString(query));
        Assert.True(message.IsResponse);
        Assert.Equal(query[..2], _response[..2]);
    }
}

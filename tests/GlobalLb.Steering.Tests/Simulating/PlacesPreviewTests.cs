using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class PlacesPreviewTests
{
    private static readonly PolicyNode Policy = Example.Geographic(
        Example.Weighted((3, Example.Leaf("us-web")), (1, Example.Leaf("ap-web"))),
        ("continent:EU", Example.Leaf("eu-web")), ("country:IN asn:64500", Example.Leaf("ap-web")), ("10.9.128.0/20", Example.Leaf("us-web")));

    private static readonly ConfigurationDocument Document = Example.WithPolicy(Policy) with { Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.9.64.0/22"), Country = "FR" }] };

    [Fact]
    public void Who_would_be_answered_from_another_pool_is_told_with_country_part_and_prefixes()
    {
        var preview = Preview(Document, "10.9.0.0/24 DE; 10.9.1.0/24 US; 10.9.2.0/23 US; 2001:db8::/32 DE", "10.9.0.0/24 US; 10.9.1.0/24 CA; 10.9.2.0/23 US; 2001:db8::/33 DE; 2001:db8:8000::/33 IN");
        Assert.Equal(2, preview.Changes.Length);
        var (six, four) = (preview.Changes[0], preview.Changes[1]);
        Assert.Equal(("IPv6", "DE", "IN", 0.5), (six.Of, six.From, six.To, six.Part));
        Assert.Equal(("eu-west (eu-web)", "ap-south (ap-web)"), (string.Join('+', six.Before), string.Join('+', six.After)));
        Assert.Equal(["2001:db8:8000::/33"], six.Examples.Select(example => example.Clients));
        Assert.Equal(("IPv4", "DE", "US"), (four.Of, four.From, four.To));
        Assert.Equal(["10.9.0.0/24"], four.Examples.Select(example => example.Clients));

        // The operator's own 1024 addresses count as well; those of Canada are elsewhere, and answered as before.
        Assert.Equal(256.0 / 2048, four.Part, 9);
        Assert.Equal([("IPv4", 512.0 / 2048, 256.0 / 2048), ("IPv6", 0.5, 0.5)], preview.Shares.Select(share => (share.Of, share.Elsewhere, share.Moved)));
    }

    [Fact]
    public void What_the_operator_wrote_is_not_moved_by_a_database()
    {
        var preview = Preview(Document, "10.9.64.0/22 FR; 10.9.128.0/20 DE", "10.9.64.0/22 US; 10.9.128.0/20 IN");
        Assert.Empty(preview.Changes);
        Assert.Equal(0, preview.Shares[0].Moved);
    }

    [Fact]
    public void Observed_clients_weigh_as_observed()
    {
        var traffic = TrafficText.Parse("10.9.0.0/24,30\n10.9.1.0/24,10\ncountry:DE,60\n", out _);
        var preview = Preview(Document, "10.9.0.0/23 DE", "10.9.0.0/24 US; 10.9.1.0/24 DE", traffic);
        var change = Assert.Single(preview.Changes);
        Assert.Equal(("observed", 0.3, "10.9.0.0/24"), (change.Of, change.Part, change.Examples[0].Clients));
        Assert.Equal(("observed", 0.3, 0.3), (preview.Shares[0].Of, preview.Shares[0].Elsewhere, Math.Round(preview.Shares[0].Moved, 9)));
    }

    [Fact]
    public void Names_that_fare_alike_are_told_together()
    {
        var zone = Document.Zones[0];
        var more = Document with { Zones = [zone with { SteeredNames = [.. zone.SteeredNames, Example.Steered("api.example.test", Policy), Example.Steered("raw.example.test", Example.Leaf("us-web"))] }] };
        var preview = Preview(more, "10.9.0.0/24 DE", "10.9.0.0/24 US");
        Assert.Equal(["api.example.test.", "www.example.test."], Assert.Single(preview.Changes).Names.Select(name => name.ToString()));

        // Two of three names ask for places, of 256 of 1280 addresses.
        Assert.Equal(256.0 / 1280 * 2 / 3, preview.Shares[0].Moved, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_parts_are_those_of_asking_for_every_address(int seed)
    {
        var random = new Random(seed);
        PlaceTable old = Some(random), @new = Some(random);
        var before = Snapshot.Compile(Document, 7, Example.Down(Document), Example.Noon, old);
        var after = before.With(@new);
        var preview = PlacesPreview.Of(before, after);

        var everyone = Enumerable.Range(0, 1 << 16).Select(i => Example.Address($"10.9.{i >> 8}.{i & 255}"))
            .Where(address => before.FindPlace(address, out _).IsKnown || after.FindPlace(address, out _).IsKnown)
            .Select(address => new ClientPlace($"{address}", new Client(address))).ToImmutableArray();
        var asked = Comparison.Of(before, after, everyone, Document.Regions);
        Assert.Equal(asked.Moves.Sum(move => move.Moved) / everyone.Length, preview.Shares[0].Moved, 9);
        var moved = asked.Moves.Where(move => move.IsMove).Select(move => Example.Address(move.Place)).ToHashSet();
        Assert.NotEmpty(moved);
        Assert.Equal((double)moved.Count / everyone.Length, preview.Changes.Sum(change => change.Part), 9);
        Assert.All(preview.Changes.SelectMany(change => change.Examples), example =>
        {
            var prefix = IPNetwork.Parse(example.Clients);
            Assert.Equal(1 << (32 - prefix.PrefixLength), moved.Count(address => prefix.Contains(address.ToIPAddress())));
        });
    }

    private static PlaceTable Some(Random random)
    {
        string[] countries = ["DE", "FR", "US", "IN", "CA"];
        return PlaceTable.Compile(Enumerable.Range(0, 60).Select(_ =>
        {
            var length = random.Next(17, 29);
            var address = new ClientAddress(Example.Address($"10.9.{random.Next(256)}.{random.Next(256)}").Bits, true).Masked(length);
            var place = Place.OfCountry(countries[random.Next(countries.Length)]);
            return (new IPNetwork(address.ToIPAddress(), length), random.Next(4) == 0 ? place.In((uint)random.Next(64499, 64502)) : place);
        }));
    }

    private static PlacesPreview Preview(ConfigurationDocument document, string old, string @new, ImmutableArray<ClientPlace>? observed = null)
    {
        var before = Snapshot.Compile(document, 7, Example.Down(document), Example.Noon, Table(old));
        return PlacesPreview.Of(before, before.With(Table(@new)), observed);
    }

    private static PlaceTable Table(string text) => PlaceTable.Compile(text.Split("; ").Select(line => line.Split(' ')).Select(words => (IPNetwork.Parse(words[0]), Place.OfCountry(words[1]))));
}

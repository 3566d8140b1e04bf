using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Tests.Places;

public sealed class PrefixTableTests
{
    // Few leading octets and short lengths, so that prefixes nest, touch and repeat; every length up to the whole address.
    private static readonly Gen<(IPNetwork Prefix, int Value)> Prefixes =
        from isIPv4 in Gen.Elements(true, false)
        from length in Gen.Frequency((6, Gen.Choose(0, 12)), (1, Gen.Choose(13, 31)), (2, Gen.Elements(32)), (1, Gen.Choose(33, 127)), (1, Gen.Elements(128)))
        from address in Addresses(isIPv4)
        from value in Gen.Choose(1, 4)
        select (Prefix(address, Math.Min(length, address.Length)), value);

    private static readonly Gen<(IPNetwork Prefix, int Value)[]> Lists =
        from count in Gen.Choose(0, 12) from prefixes in Gen.ArrayOf(Prefixes, count) select prefixes;

    private static readonly Arbitrary<((IPNetwork Prefix, int Value)[] Prefixes, ClientAddress Address)> Questions =
        (from prefixes in Lists
         from isIPv4 in Gen.Elements(true, false)
         from free in Addresses(isIPv4)
         from near in prefixes.Length == 0 ? Gen.Constant(free) : Gen.Elements(prefixes).SelectMany(item => Near(item.Prefix))
         from address in Gen.Elements(free, near)
         select (prefixes, address)).ToArbitrary();

    [Fact]
    public void It_finds_what_the_longest_prefix_says_and_of_equal_ones_the_later() =>
        Prop.ForAll(Questions, question =>
            PrefixTable<int>.Compile(question.Prefixes).Find(question.Address, out _) == Longest(question.Prefixes, question.Address))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void The_length_is_the_shortest_within_which_every_address_stands_for_the_same() =>
        Prop.ForAll(Questions, question =>
        {
            var (prefixes, address) = question;
            var value = PrefixTable<int>.Compile(prefixes).Find(address, out var length);
            return length >= 0 && length <= address.Length
                && IsUniform(prefixes, address, length, value)
                && (length == 0 || !IsUniform(prefixes, address, length - 1, value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("10.0.0.1", 0, 0)]
    [InlineData("2001:db8::1", 0, 0)]
    public void Without_prefixes_everything_stands_for_nothing(string address, int value, int length)
    {
        Assert.Equal(value, PrefixTable<int>.Empty.Find(Example.Address(address), out var found));
        Assert.Equal(length, found);
    }

    [Theory]
    [InlineData("10.0.0.0/8=1 10.1.0.0/16=2", "10.1.2.3", 2, 16)]
    [InlineData("10.0.0.0/8=1 10.1.0.0/16=2", "10.2.2.3", 1, 15)]
    [InlineData("10.0.0.0/8=1 10.1.0.0/16=2", "10.128.0.1", 1, 9)]
    [InlineData("10.0.0.0/8=1 10.1.0.0/16=2", "128.0.0.1", 0, 1)]
    [InlineData("10.0.0.0/9=1 10.128.0.0/9=1", "10.1.2.3", 1, 8)]
    [InlineData("0.0.0.0/0=1", "10.1.2.3", 1, 0)]
    [InlineData("0.0.0.0/0=1", "2001:db8::", 0, 0)]
    [InlineData("::/0=1 2001:db8::1/128=2", "2001:db8::1", 2, 128)]
    [InlineData("::/0=1 2001:db8::1/128=2", "2001:db8::", 1, 128)]
    [InlineData("192.0.2.1/32=1", "192.0.2.1", 1, 32)]
    [InlineData("192.0.2.1/32=1", "192.0.2.0", 0, 32)]
    [InlineData("255.255.255.255/32=1", "255.255.255.255", 1, 32)]
    [InlineData("128.0.0.0/1=1 255.255.255.255/32=2", "255.255.255.255", 2, 32)]
    [InlineData("10.0.0.0/8=1 10.0.0.0/8=2", "10.0.0.0", 2, 8)]
    [InlineData("::ffff:10.0.0.0/104=1", "10.1.2.3", 1, 8)]
    public void A_look_up_says_for_how_wide_a_block_it_holds(string prefixes, string address, int value, int length)
    {
        var table = PrefixTable<int>.Compile(prefixes.Split(' ').Select(item => (IPNetwork.Parse(item.Split('=')[0]), int.Parse(item.Split('=')[1]))));
        Assert.Equal(value, table.Find(Example.Address(address), out var found));
        Assert.Equal(length, found);
    }

    [Fact]
    public void Selected_values_are_those_of_the_table_and_hold_for_as_wide_a_block_as_they_can() =>
        Prop.ForAll(Questions, question =>
        {
            var (prefixes, address) = question;
            var halved = prefixes.Select(item => (item.Prefix, Value: item.Value / 2)).ToArray();
            var direct = PrefixTable<int>.Compile(halved).Find(address, out var expected);
            return PrefixTable<int>.Compile(prefixes).Select(value => value / 2).Find(address, out var length) == direct && length == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Combined_values_are_those_of_both_tables_and_hold_for_as_wide_a_block_as_they_can() =>
        Prop.ForAll((from over in Lists from question in Questions.Generator select (over, question)).ToArbitrary(), item =>
        {
            // One laid over the other is as if the one were written behind the other, except that what is narrower does not win.
            var ((over, (under, address)), upper) = (item, PrefixTable<int>.Compile(item.over));
            var lower = PrefixTable<int>.Compile(under);
            var found = lower.Combine(upper, (below, above) => (Below: below, Above: above)).Find(address, out var length);
            var both = (lower.Find(address, out var lengthBelow), upper.Find(address, out var lengthAbove));
            return found == both && length == Math.Max(lengthBelow, lengthAbove)
                && lower.Combine(upper, (below, above) => above != 0 ? above : below).Find(address, out var overlaid) == (both.Item2 != 0 ? both.Item2 : both.Item1)
                && overlaid <= length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Hundreds_of_thousands_of_networks_are_found_as_by_a_search_of_all()
    {
        // Crowded as the world is: most of them below a few first octets, some divided down to single addresses.
        var random = new System.Random(5);
        var prefixes = new List<(IPNetwork Prefix, int Value)>();
        for (var i = 0; i < 200_000; i++)
        {
            var isIPv4 = random.Next(2) == 0;
            var bits = ((UInt128)(uint)random.Next() << 96) | ((UInt128)(ulong)random.NextInt64() << 32);
            if (random.Next(4) > 0) bits = (bits >> 12) | ((UInt128)(isIPv4 ? 0x5F0 : 0x2A0) << 116);
            if (random.Next(10) == 0) bits &= UInt128.MaxValue << 64;
            var length = isIPv4 ? random.Next(12, 33) : random.Next(10) == 0 ? random.Next(64, 129) : random.Next(20, 65);
            prefixes.Add((Prefix(new ClientAddress(isIPv4 ? bits & (UInt128.MaxValue << 96) : bits, isIPv4), length), random.Next(1, 50)));
        }

        var table = PrefixTable<int>.Compile(prefixes);
        var byLength = prefixes.Select((item, order) => (Key: (ClientAddress.From(item.Prefix.BaseAddress), item.Prefix.PrefixLength), item.Value, order))
            .GroupBy(item => item.Key).ToDictionary(same => same.Key, same => same.MaxBy(item => item.order).Value);
        for (var i = 0; i < 50_000; i++)
        {
            var start = ClientAddress.From(prefixes[random.Next(prefixes.Count)].Prefix.BaseAddress);
            var near = start with { Bits = start.Bits + ((UInt128.One << (128 - start.Length)) * (UInt128)random.Next(3)) - (UInt128.One << (128 - start.Length)) };
            var address = i % 5 == 0 ? start with { Bits = start.Bits | (((UInt128)(uint)random.Next() << 64) & (UInt128.MaxValue << (128 - start.Length))) } : near;
            var expected = 0;
            for (var length = address.Length; length >= 0 && expected == 0; length--) byLength.TryGetValue((address.Masked(length), length), out expected);
            Assert.Equal(expected, table.Find(address, out var held));
            foreach (var edge in new[] { address.Masked(held), address with { Bits = address.Masked(held).Bits | (held == 0 ? UInt128.MaxValue : (UInt128.One << (128 - held)) - 1) & (UInt128.MaxValue << (128 - address.Length)) } })
                Assert.Equal(expected, table.Find(edge, out _));
        }
    }

    private static int Longest((IPNetwork Prefix, int Value)[] prefixes, ClientAddress address) => prefixes
        .Where(item => address.IsIn(ClientAddress.From(item.Prefix.BaseAddress), item.Prefix.PrefixLength))
        .Select((item, order) => (item.Prefix.PrefixLength, order, item.Value))
        .OrderBy(item => (item.PrefixLength, item.order))
        .LastOrDefault().Value;

    // A value can only change at the first address of a prefix and behind its last one.
    private static bool IsUniform((IPNetwork Prefix, int Value)[] prefixes, ClientAddress address, int length, int value)
    {
        var block = address.Masked(length);
        var edges = prefixes.Select(item => (Start: ClientAddress.From(item.Prefix.BaseAddress), item.Prefix.PrefixLength))
            .Where(item => item.Start.IsIPv4 == address.IsIPv4)
            .SelectMany(item => new[] { item.Start, item.PrefixLength == 0 ? item.Start : item.Start with { Bits = item.Start.Bits + (UInt128.One << (128 - item.PrefixLength)) } })
            .Where(edge => edge.IsIn(block, length));
        return edges.Append(block).All(edge => Longest(prefixes, edge) == value);
    }

    private static Gen<ClientAddress> Addresses(bool isIPv4) =>
        from first in Gen.Elements(0x00, 0x0A, 0x0B, 0x20, 0x7F, 0x80, 0xFF)
        from second in Gen.Elements(0x00, 0x01, 0x80, 0xFF)
        from last in Gen.Elements(0x00, 0x01, 0xFE, 0xFF)
        select isIPv4
            ? ClientAddress.Read([(byte)first, (byte)second, (byte)last, (byte)last])
            : ClientAddress.Read([(byte)first, (byte)second, 1, .. new byte[12], (byte)last]);

    private static Gen<ClientAddress> Near(IPNetwork prefix)
    {
        var start = ClientAddress.From(prefix.BaseAddress);
        var step = UInt128.One << (128 - start.Length);
        var behind = prefix.PrefixLength == 0 ? start.Bits : start.Bits + (UInt128.One << (128 - prefix.PrefixLength));
        return Gen.Elements(start, start with { Bits = start.Bits - step }, start with { Bits = behind }, start with { Bits = behind - step });
    }

    private static IPNetwork Prefix(ClientAddress address, int length) => new(address.Masked(length).ToIPAddress(), length);
}

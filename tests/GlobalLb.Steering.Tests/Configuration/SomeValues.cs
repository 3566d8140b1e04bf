using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>What documents are made of, valid or not.</summary>
internal static class SomeValues
{
    public static readonly Gen<string> Texts = Gen.Elements("", "a", "eu-west", "é \"quoted\" \\ <&>", "\u0001\n\t", "雪 🌍", "x/y+z'");
    public static readonly Gen<uint> Seconds = Gen.Elements(0u, 1u, 30u, 3600u, uint.MaxValue);
    // None with a positive exponent: digits put behind it would make it infinite, which can be read but not written.
    public static readonly Gen<double> Numbers = Gen.Elements(0, -0.0, 1, 0.1, -33.86, 1e-7, 123456.789, 10);
    public static readonly Gen<int> Integers = Gen.Elements(0, 1, -1, 443, int.MaxValue, int.MinValue);
    public static readonly Gen<DomainName> Names = Gen.Elements("example.test.", ".", "*.a.example.test.", "UPPER.test.", "a\\.b.test.", "\\255x.test.").Select(DomainName.Parse);
    public static readonly Gen<IPAddress> Addresses = Gen.Elements("192.0.2.1", "2001:db8::1", "::", "255.255.255.255", "::ffff:192.0.2.1").Select(IPAddress.Parse);
    public static readonly Gen<IPNetwork> Prefixes = Gen.Elements("192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32").Select(text => IPNetwork.Parse(text));
    public static readonly Gen<DateTimeOffset> Moments = Gen.Elements(default, Example.Noon, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(5.5)).AddTicks(9));

    public static Gen<T> Any<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    public static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    public static Gen<ImmutableArray<T>> Few<T>(Gen<T> items) =>
        from count in Gen.Choose(0, 2)
        from list in items.ListOf(count)
        select list.ToImmutableArray();
}

using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using static GlobalLb.Steering.Tests.Configuration.SomeValues;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Receivers of alerts.</summary>
internal static class SomeAlerts
{
    public static readonly Gen<AlertReceiver> Receivers =
        from name in Texts
        from kind in Any<AlertKind>()
        from texts in Texts.OrNull().ListOf(5)
        from port in Integers
        from security in Any<MailSecurity>()
        from events in Few(Any<AlertEvent>())
        from codes in Few(Texts)
        from seconds in Integers.ListOf(3)
        from flags in Gen.Elements(true, false).Two()
        select new AlertReceiver
        {
            Name = name,
            Kind = kind,
            Url = texts[0],
            Secret = texts[1],
            Server = texts[2],
            Port = port,
            Security = security,
            User = texts[3],
            From = texts[4],
            To = codes,
            On = events,
            Pools = [.. codes.Take(1).Select(code => new PoolCode(code))],
            Regions = [.. codes.Skip(1).Select(code => new RegionCode(code))],
            DelaySeconds = seconds[0],
            RepeatSeconds = seconds[1],
            GroupSeconds = seconds[2],
            MuteInMaintenance = flags.Item1,
            Recovery = flags.Item2,
        };
}

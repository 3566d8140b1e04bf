using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using static GlobalLb.Steering.Tests.Configuration.SomeValues;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Probes, with everything that can be written in one, and what they inherit.</summary>
internal static class SomeProbes
{
    public static readonly Gen<ProbeDefaults> Defaults =
        from times in Maybe(Numbers).ListOf(4)
        from counts in Maybe(Integers).ListOf(6)
        select new ProbeDefaults
        {
            IntervalSeconds = times[0],
            TimeoutSeconds = times[1],
            RecheckSeconds = times[2],
            DownIntervalSeconds = times[3],
            Rise = counts[0],
            Fall = counts[1],
            FailuresOf = counts[2],
            CertificateWarnDays = counts[3],
            CertificateDownDays = counts[4],
            MostLatencyMilliseconds = counts[5],
        };

    public static readonly Gen<Probe> Probes =
        from kind in Any<ProbeKind>()
        from port in Maybe(Integers)
        from host in Texts.OrNull()
        from path in Texts
        from statuses in Integers.Two()
        from times in Maybe(Numbers).Two()
        from counts in Maybe(Integers).Two()
        select new Probe
        {
            Kind = kind,
            Port = port,
            Host = host,
            Path = path,
            LowestStatus = statuses.Item1,
            HighestStatus = statuses.Item2,
            IntervalSeconds = times.Item1,
            TimeoutSeconds = times.Item2,
            Rise = counts.Item1,
            Fall = counts.Item2,
        };

    public static readonly Gen<Probe> RichProbes =
        from probe in Probes
        from texts in Texts.OrNull().ListOf(9)
        from name in Texts
        from role in Any<ProbeRole>()
        from flags in Gen.Elements(true, false).Two()
        from headers in Few(from header in Texts from value in Texts select new ProbeHeader(header, value))
        from timing in Defaults
        from question in (from asked in Names from type in Gen.Elements(RecordType.A, RecordType.TXT, (RecordType)65280) from answer in Texts.OrNull() select new ProbeQuestion(asked, type, answer)).OrNull()
        from script in (from path in Texts from arguments in Few(Texts) select new ProbeScript { Path = path, Arguments = arguments }).OrNull()
        from push in Numbers.Select(seconds => new ProbePush(seconds)).OrNull()
        select probe with
        {
            Name = name,
            Role = role,
            ServerName = texts[0],
            Tls = flags.Item1,
            Method = texts[1],
            Headers = headers,
            Http2 = flags.Item2,
            Statuses = texts[2],
            BodyContains = texts[3],
            BodyMatches = texts[4],
            MostLatencyMilliseconds = timing.MostLatencyMilliseconds,
            Send = texts[5],
            Expect = texts[6],
            Question = question,
            Service = texts[7],
            Script = script,
            Push = push,
            CertificateWarnDays = timing.CertificateWarnDays,
            CertificateDownDays = timing.CertificateDownDays,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.RecheckSeconds,
            DownIntervalSeconds = timing.DownIntervalSeconds,
        };

    public static readonly Gen<ProbeOverride> Overrides =
        from port in Maybe(Integers)
        from path in Texts.OrNull()
        from host in Texts.OrNull()
        from timing in Defaults
        select new ProbeOverride
        {
            Port = port,
            Path = path,
            Host = host,
            IntervalSeconds = timing.IntervalSeconds,
            TimeoutSeconds = timing.TimeoutSeconds,
            Rise = timing.Rise,
            Fall = timing.Fall,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.RecheckSeconds,
            DownIntervalSeconds = timing.DownIntervalSeconds,
            CertificateWarnDays = timing.CertificateWarnDays,
            CertificateDownDays = timing.CertificateDownDays,
            MostLatencyMilliseconds = timing.MostLatencyMilliseconds,
        };
}

using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks how often is probed and how it is graded: each level for itself, and what comes of all of them.</summary>
internal static class TimingChecks
{
    private static readonly (string Name, Func<ProbeTiming, double?> Of)[] Members =
    [
        ("intervalSeconds", timing => timing.IntervalSeconds),
        ("timeoutSeconds", timing => timing.TimeoutSeconds),
        ("rise", timing => timing.Rise),
        ("fall", timing => timing.Fall),
        ("failuresOf", timing => timing.FailuresOf),
        ("recheckSeconds", timing => timing.RecheckSeconds),
        ("downIntervalSeconds", timing => timing.DownIntervalSeconds),
        ("certificateWarnDays", timing => timing.CertificateWarnDays),
        ("certificateDownDays", timing => timing.CertificateDownDays),
        ("mostLatencyMilliseconds", timing => timing.MostLatencyMilliseconds),
    ];

    /// <summary>Checks what is written for all and for zones, and what comes of it for pools and endpoints.</summary>
    public static void Check(ConfigurationDocument document, Problems problems)
    {
        if (document.ProbeDefaults is { } defaults) CheckRanges(defaults, "probeDefaults", problems);
        foreach (var zone in document.Zones)
            if (zone.ProbeDefaults is { } own) CheckRanges(own, $"zones[{zone.Name}].probeDefaults", problems);

        var inheritance = new ProbeInheritance(document);
        foreach (var pool in document.Pools)
        {
            foreach (var probe in pool.AllProbes)
            {
                var path = $"pools[{pool.Code}].{(ReferenceEquals(probe, pool.Probe) ? "probe" : $"moreProbes[{probe.Name}]")}";
                CheckZones(probe, inheritance.ZonesOf(pool.Code), path, problems);
                CheckTogether(inheritance.Of(pool.Code, probe), path, problems);
            }

            foreach (var endpoint in pool.Endpoints)
            {
                if (endpoint.ProbeOverride is not { } own || Members.All(member => member.Of(own) is null)) continue;
                // What is wrong with the pool's probe already is said there.
                foreach (var probe in pool.AllProbes.Where(probe => IsRight(inheritance.Of(pool.Code, probe))))
                    CheckTogether(inheritance.Of(pool.Code, probe, endpoint), $"pools[{pool.Code}].endpoints[{endpoint.Code}].probeOverride", problems);
            }
        }
    }

    /// <summary>Checks what is written at one level.</summary>
    public static void CheckRanges(ProbeTiming timing, string path, Problems problems)
    {
        if (timing.IntervalSeconds is { } interval) problems.AddOutside(interval, 0.1, 3600, $"{path}.intervalSeconds", " seconds");
        if (timing.TimeoutSeconds is { } timeout) problems.AddOutside(timeout, 0.05, 60, $"{path}.timeoutSeconds", " seconds");
        if (timing.Rise is { } rise) problems.AddOutside(rise, 1, 100, $"{path}.rise");
        if (timing.Fall is { } fall) problems.AddOutside(fall, 1, 100, $"{path}.fall");
        if (timing.FailuresOf is { } of) problems.AddOutside(of, 0, 64, $"{path}.failuresOf");
        if (timing.RecheckSeconds is { } recheck) problems.AddOutside(recheck, 0.1, 3600, $"{path}.recheckSeconds", " seconds");
        if (timing.DownIntervalSeconds is { } down) problems.AddOutside(down, 0.1, 86_400, $"{path}.downIntervalSeconds", " seconds");
        if (timing.CertificateWarnDays is { } warnDays) problems.AddOutside(warnDays, 0, 3650, $"{path}.certificateWarnDays", " days");
        if (timing.CertificateDownDays is { } downDays) problems.AddOutside(downDays, 0, 3650, $"{path}.certificateDownDays", " days");
        if (timing.MostLatencyMilliseconds is { } latency) problems.AddOutside(latency, 1, 60_000, $"{path}.mostLatencyMilliseconds", " milliseconds");
    }

    private static void CheckZones(Probe probe, IReadOnlyList<ProbeWriting> zones, string path, Problems problems)
    {
        if (zones.Count < 2) return;
        foreach (var (name, of) in Members)
        {
            if (of(probe) is not null) continue;
            var said = zones.Where(zone => of(zone.Written) is not null).DistinctBy(zone => of(zone.Written)).ToList();
            if (said.Count > 1)
                problems.Add($"{path}.{name}", $"{string.Join(" and ", said.Select(zone => $"{zone.Source} says {of(zone.Written)}"))}, and names of each lead to this pool; write it here, or make them equal");
        }
    }

    private static bool IsRight(EffectiveProbe probe)
    {
        var found = new Problems();
        CheckTogether(probe, "", found);
        return found.Count == 0;
    }

    private static void CheckTogether(EffectiveProbe probe, string path, Problems problems)
    {
        var timing = probe.Timing;
        problems.AddUnless(
            timing.TimeoutSeconds <= timing.IntervalSeconds,
            $"{path}.timeoutSeconds",
            $"a timeout of {timing.TimeoutSeconds} s{From(probe, written => written.TimeoutSeconds)} is longer than the interval of {timing.IntervalSeconds} s{From(probe, written => written.IntervalSeconds)}; make it at most as long");
        problems.AddUnless(
            timing.FailuresOf == 0 || timing.FailuresOf >= timing.Fall,
            $"{path}.failuresOf",
            $"{timing.Fall} failures{From(probe, written => written.Fall)} cannot be counted among the last {timing.FailuresOf}{From(probe, written => written.FailuresOf)}; write {timing.Fall} to 64, or 0 for failures in a row");
        // One that is inherited counts as the interval where that is longer.
        var down = probe.Levels[0].Written.DownIntervalSeconds;
        problems.AddUnless(
            down is null || down >= timing.IntervalSeconds,
            $"{path}.downIntervalSeconds",
            $"{down} is out of range; write {timing.IntervalSeconds} to 86400 seconds, the first being the interval{From(probe, written => written.IntervalSeconds)}");
    }

    private static string From(EffectiveProbe probe, Func<ProbeTiming, object?> member) =>
        probe.SourceOf(member) is { Level: not (ProbeLevel.Pool or ProbeLevel.Endpoint) } source ? $" (from {source})" : "";
}

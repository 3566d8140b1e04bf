using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="ProbeTiming"/>, which is part of that of probes, of overrides and of defaults.</summary>
internal struct TimingJson
{
    // Above all that the objects have besides.
    private const int First = 1 << 22;

    public double? Interval { get; private set; }

    public double? Timeout { get; private set; }

    public int? Rise { get; private set; }

    public int? Fall { get; private set; }

    public int? FailuresOf { get; private set; }

    public double? Recheck { get; private set; }

    public double? DownInterval { get; private set; }

    public int? WarnDays { get; private set; }

    public int? DownDays { get; private set; }

    public int? MostLatency { get; private set; }

    /// <summary>Reads one member, if it is one of these.</summary>
    public bool TryRead(ref PlainJson json, ref int seen)
    {
        if (json.Is("intervalSeconds"u8, First, ref seen)) Interval = json.Double();
        else if (json.Is("timeoutSeconds"u8, First << 1, ref seen)) Timeout = json.Double();
        else if (json.Is("rise"u8, First << 2, ref seen)) Rise = json.Int32();
        else if (json.Is("fall"u8, First << 3, ref seen)) Fall = json.Int32();
        else if (json.Is("failuresOf"u8, First << 4, ref seen)) FailuresOf = json.Int32();
        else if (json.Is("recheckSeconds"u8, First << 5, ref seen)) Recheck = json.Double();
        else if (json.Is("downIntervalSeconds"u8, First << 6, ref seen)) DownInterval = json.Double();
        else if (json.Is("certificateWarnDays"u8, First << 7, ref seen)) WarnDays = json.Int32();
        else if (json.Is("certificateDownDays"u8, First << 8, ref seen)) DownDays = json.Int32();
        else if (json.Is("mostLatencyMilliseconds"u8, First << 9, ref seen)) MostLatency = json.Int32();
        else return false;
        return true;
    }

    public static void Write(Utf8JsonWriter json, ProbeTiming timing)
    {
        if (timing.IntervalSeconds is { } interval) json.WriteNumber("intervalSeconds"u8, interval);
        if (timing.TimeoutSeconds is { } timeout) json.WriteNumber("timeoutSeconds"u8, timeout);
        if (timing.Rise is { } rise) json.WriteNumber("rise"u8, rise);
        if (timing.Fall is { } fall) json.WriteNumber("fall"u8, fall);
        if (timing.FailuresOf is { } failuresOf) json.WriteNumber("failuresOf"u8, failuresOf);
        if (timing.RecheckSeconds is { } recheck) json.WriteNumber("recheckSeconds"u8, recheck);
        if (timing.DownIntervalSeconds is { } downInterval) json.WriteNumber("downIntervalSeconds"u8, downInterval);
        if (timing.CertificateWarnDays is { } warnDays) json.WriteNumber("certificateWarnDays"u8, warnDays);
        if (timing.CertificateDownDays is { } downDays) json.WriteNumber("certificateDownDays"u8, downDays);
        if (timing.MostLatencyMilliseconds is { } mostLatency) json.WriteNumber("mostLatencyMilliseconds"u8, mostLatency);
    }
}

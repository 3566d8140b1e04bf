using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>How a service is reached (RFC 9460 §2); its name is never compressed.</summary>
internal static class SvcbRecord
{
    /// <summary>Priority and target, then parameters.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.SVCB,
        "1 . alpn=\"h2,h3\" port=8443",
        new NumberField("priority", 2),
        new NameField("target", NameRules.AsIs),
        new ParametersField())
    {
        TargetOffset = 2,
        FindProblem = FindProblem,
    };

    /// <summary>An alias, whose priority is 0, says nothing but where the service is (RFC 9460 §2.4.2).</summary>
    internal static string? FindProblem(ReadOnlySpan<byte> data)
    {
        const int Fixed = 2;
        return data is [0, 0, ..] && RecordWire.Target(RecordType.SVCB, data).Length + Fixed < data.Length
            ? "priority 0 makes an alias, which has no parameters; take them out, or write a priority of 1 or more"
            : null;
    }
}

using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>The record types that a policy can answer, as a set.</summary>
[Flags]
internal enum SteeredTypes : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <inheritdoc cref="RecordType.A"/>
    A = 1,

    /// <inheritdoc cref="RecordType.AAAA"/>
    Aaaa = 2,

    /// <summary>CNAME: it answers every type.</summary>
    Cname = 4,

    /// <inheritdoc cref="RecordType.MX"/>
    Mx = 8,

    /// <inheritdoc cref="RecordType.SRV"/>
    Srv = 16,

    /// <inheritdoc cref="RecordType.TXT"/>
    Txt = 32,

    /// <inheritdoc cref="RecordType.HTTPS"/>
    Https = 64,

    /// <inheritdoc cref="RecordType.SVCB"/>
    Svcb = 128,
}

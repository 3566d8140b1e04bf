using System.Collections.Immutable;

namespace GlobalLb.Dns.Zones;

/// <summary>What a master file says: all its records, or everything that is wrong with it and no record.</summary>
/// <param name="Records">The records in the order of the file; empty when there is a problem.</param>
/// <param name="Problems">The problems in the order of the file.</param>
public sealed record MasterFileReading(ImmutableArray<ZoneRecord> Records, ImmutableArray<MasterFileProblem> Problems)
{
    /// <summary>Whether the file has no problem.</summary>
    public bool IsValid => Problems.IsEmpty;
}

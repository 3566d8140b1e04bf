using System.Collections.Immutable;

namespace GlobalLb.Dns.Zones;

/// <summary>What a master file says: all its records, or everything that is wrong with it and no record.</summary>
/// <param name="Records">
/// The records in the order of the file, each once, the records of a set with one TTL; empty when there is a problem.
/// </param>
/// <param name="Problems">The problems, those of the text before those of the zone as a whole; the last says how many more there are.</param>
/// <param name="Warnings">What is unusual, ignored or changed though the zone loads; bounded like the problems.</param>
public sealed record MasterFileReading(
    ImmutableArray<ZoneRecord> Records, ImmutableArray<MasterFileProblem> Problems, ImmutableArray<MasterFileProblem> Warnings)
{
    /// <summary>Whether the file has no problem.</summary>
    public bool IsValid => Problems.IsEmpty;
}

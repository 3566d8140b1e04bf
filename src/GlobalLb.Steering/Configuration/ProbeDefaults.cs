namespace GlobalLb.Steering.Configuration;

/// <summary>What probes have unless their pool or endpoint says otherwise: for the whole organisation, or for the pools that the names of a zone lead to.</summary>
public sealed record ProbeDefaults : ProbeTiming;

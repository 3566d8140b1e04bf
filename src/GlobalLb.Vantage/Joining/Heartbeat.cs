namespace GlobalLb.Vantage.Joining;

/// <summary>What Control says every few seconds.</summary>
/// <param name="Session">This joining; outcomes that name another are not taken.</param>
/// <param name="Control">This run of Control: what its clock says can be compared within it.</param>
/// <param name="Clock">Control's clock that only goes forward, in milliseconds: what a vantage finds is told by how long after this it was found.</param>
public sealed record Heartbeat(Guid Session, Guid Control, long Clock);

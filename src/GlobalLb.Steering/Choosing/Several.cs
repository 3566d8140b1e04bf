namespace GlobalLb.Steering.Choosing;

/// <summary>A choice of endpoints of more than one pool, which only a fallback makes.</summary>
/// <param name="IsSo">Whether it is one.</param>
/// <param name="IsSpread">Whether one answer may have endpoints of more than one region; otherwise all are of the region of the first.</param>
/// <param name="Moment">Only endpoints that were available last at this moment; 0: whenever that was.</param>
internal readonly record struct Several(bool IsSo, bool IsSpread, int Moment);

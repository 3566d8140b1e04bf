namespace GlobalLb.Steering.Places;

/// <summary>A value of a MaxMind DB file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where its content begins.</param>
/// <param name="Size">The octets of its content; the pairs of a map, the elements of an array, the value of a Boolean, the target of a pointer.</param>
internal readonly record struct MmdbValue(MmdbKind Kind, int At, int Size);

namespace GlobalLb.Steering.Simulating;

/// <summary>Client places that some policies cannot tell apart.</summary>
/// <param name="First">The index of one of them; it speaks for all.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Traffic">How much comes from all of them.</param>
internal readonly record struct PlaceGroup(int First, int Count, double Traffic);

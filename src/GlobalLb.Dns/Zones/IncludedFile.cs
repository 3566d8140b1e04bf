namespace GlobalLb.Dns.Zones;

/// <summary>A file that a master file includes.</summary>
/// <param name="Name">What problems call it; the same file always has the same name, by which circles are found.</param>
/// <param name="Text">Its text.</param>
public sealed record IncludedFile(string Name, string Text);

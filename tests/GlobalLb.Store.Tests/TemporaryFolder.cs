namespace GlobalLb.Store.Tests;

/// <summary>A folder that every account can reach, gone when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = $"/tmp/globallb-store-{Guid.NewGuid().ToString("N")[..8]}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

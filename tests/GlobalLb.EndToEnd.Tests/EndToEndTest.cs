using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>A test with processes of its own: all of them are ended after it, and what they printed is in the test's output.</summary>
[Collection(EndToEndTests.Name)]
public abstract class EndToEndTest(ITestOutputHelper output) : IAsyncLifetime
{
    protected ITestOutputHelper Output => output;

    private protected Stage Stage { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        try
        {
            await Stage.DisposeAsync();
        }
        finally
        {
            output.WriteLine(Stage.Transcript);
        }
    }

    /// <summary>Writes a file into the folder of the stage, whose folders it makes.</summary>
    /// <param name="name">Its name, which may have folders.</param>
    /// <param name="text">What is in it, but for the end of the last line.</param>
    /// <returns>Its path.</returns>
    protected async Task<string> WriteAsync(string name, string text)
    {
        var path = Stage.Folder.In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text + "\n");
        return path;
    }
}

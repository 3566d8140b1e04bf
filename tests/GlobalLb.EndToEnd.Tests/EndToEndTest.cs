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
}

using GlobalLb.Steering.Configuration;
using GlobalLb.Store;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>Where the test edits and reads as a program of its own, through the store.</summary>
internal sealed class Desk(string connectionString) : IAsyncDisposable
{
    private readonly ServiceProvider _store = new ServiceCollection().AddGlobalLbStore(connectionString).BuildServiceProvider();

    public T Get<T>()
        where T : notnull => _store.GetRequiredService<T>();

    /// <summary>Edits whatever is the newest version.</summary>
    /// <returns>The new version.</returns>
    public async Task<long> EditAsync(string comment, Func<ConfigurationDocument, ConfigurationDocument> change) =>
        Assert.IsType<EditOutcome.Accepted>(await Get<ConfigurationEdit>().ApplyToNewestAsync("the test", comment, change)).Version;

    /// <summary>Waits until as many transitions of a kind are stored.</summary>
    /// <returns>The newest of them.</returns>
    public async Task<Transition> UntilHistoryHasAsync(Func<Transition, bool> wanted, int count)
    {
        List<Transition> found = [];
        var range = new HistoryRange(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        await Poll.UntilAsync("the history is written", Stage.Patience, async () =>
        {
            found.Clear();
            await foreach (var transition in Get<HealthHistory>().TransitionsAsync(range))
                if (wanted(transition)) found.Add(transition);
            return found.Count >= count;
        });
        return found[^1];
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

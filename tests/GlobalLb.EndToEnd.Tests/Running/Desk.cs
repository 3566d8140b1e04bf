using GlobalLb.Steering.Configuration;
using GlobalLb.Store;
using GlobalLb.Store.Configurations;
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

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

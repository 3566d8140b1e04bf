using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.Configurations;

/// <summary>The one way to change the configuration: a unit of work that ends in a new version or in nothing.</summary>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="clock">Stamps versions.</param>
public sealed class ConfigurationEdit(IDbContextFactory<GlobalLbContext> contexts, TimeProvider clock)
{
    /// <summary>Changes the version the author knew; outdated when there is a newer one.</summary>
    /// <param name="request">Who, why, and on which version.</param>
    /// <param name="change">Makes the new document from the newest; called at most once. What it throws is thrown on.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public Task<EditOutcome> ApplyAsync(
        EditRequest request, Func<ConfigurationDocument, ConfigurationDocument> change, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Changes whatever version is the newest: for machines, such as the end of a drill.</summary>
    /// <param name="author">Who edits.</param>
    /// <param name="comment">What the author says about it; may be empty.</param>
    /// <param name="change">Makes the new document from the newest; called at most once. What it throws is thrown on.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public Task<EditOutcome> ApplyToNewestAsync(
        string author,
        string comment,
        Func<ConfigurationDocument, ConfigurationDocument> change,
        CancellationToken cancellation = default) => throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Makes the document of an earlier version the newest again: an edit like any other.</summary>
    /// <param name="request">Who, why, and on which version.</param>
    /// <param name="version">The version whose document is wanted; rejected with a sentence when there is none.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public Task<EditOutcome> RestoreAsync(EditRequest request, long version, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");
}

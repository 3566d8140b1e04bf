using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge.Receiving;

/// <summary>Where publications come from: over HTTP from another machine, or from the same process.</summary>
public interface IFeed
{
    /// <summary>
    /// The newest publications, then every newer newest; ends when the connection does. The receiver then asks again.
    /// </summary>
    /// <exception cref="IOException">The feed cannot be reached or broke off; the message says why.</exception>
    IAsyncEnumerable<Publication> FollowAsync(CancellationToken cancellation);

    /// <summary>Whether whoever publishes listens to confirmations; a file does not.</summary>
    bool Listens => false;

    /// <summary>Says what is answered from now, to whoever publishes.</summary>
    /// <exception cref="IOException">It did not arrive; the message says why.</exception>
    Task ConfirmAsync(Confirmation taken, CancellationToken cancellation) => Task.CompletedTask;
}

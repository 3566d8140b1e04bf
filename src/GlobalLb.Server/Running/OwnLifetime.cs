namespace GlobalLb.Server.Running;

/// <summary>Leaves signals to <see cref="Runner"/>, which listens for them from the first moment on and not only once a host runs.</summary>
internal sealed class OwnLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

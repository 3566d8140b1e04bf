using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>One way to check an endpoint.</summary>
internal interface IProbe
{
    /// <summary>Checks once. A sick endpoint is a finding, never an exception.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="probe">How; its timeout is already in <paramref name="deadline"/>.</param>
    /// <param name="deadline">Cancelled when the time for this probe is over.</param>
    Task<Finding> CheckAsync(Endpoint endpoint, Probe probe, CancellationToken deadline);
}

namespace GlobalLb.Vantage.Probing;

/// <summary>One way to check an endpoint.</summary>
internal interface IProbe
{
    /// <summary>Checks once. A sick endpoint is a finding; what its connection throws is made one.</summary>
    /// <param name="target">The endpoint, and how; its timeout is already in <paramref name="deadline"/>.</param>
    /// <param name="deadline">Cancelled when the time for this probe is over.</param>
    Task<Finding> CheckAsync(Target target, CancellationToken deadline);
}

using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>A change of what is published of one endpoint: what edges answer from, where that is not what is believed.</summary>
/// <param name="At">When it was published.</param>
/// <param name="Endpoint">Of which endpoint.</param>
/// <param name="Health">What is published of it from then on.</param>
public sealed record PublishedChange(DateTimeOffset At, EndpointCode Endpoint, EndpointHealth Health);

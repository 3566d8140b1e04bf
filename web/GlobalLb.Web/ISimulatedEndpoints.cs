using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web;

/// <summary>The endpoints of the living example, which can be made sick on purpose. Registered only while the example runs.</summary>
public interface ISimulatedEndpoints
{
    /// <summary>All of them as they are now.</summary>
    ImmutableArray<SimulatedEndpoint> All { get; }

    /// <summary>Makes one sick or well; an endpoint that is not there is passed over.</summary>
    void SetSick(EndpointCode endpoint, bool isSick);

    /// <summary>Raised, on any thread, after one became sick or well.</summary>
    event Action? Changed;
}

using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class HealthTableTests
{
    [Fact]
    public void An_endpoint_that_is_not_in_the_table_is_unknown() => Assert.Equal(HealthState.Unknown, HealthTable.Empty[new("nobody")]);
}

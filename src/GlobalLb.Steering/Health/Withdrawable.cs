using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>An endpoint as <see cref="WithdrawalLimit"/> looks at it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Weight">Its share within its pool; 0 when health does not decide of it.</param>
/// <param name="IsAnswered">Whether its published health lets it be answered.</param>
/// <param name="IsWell">Whether its health as found would.</param>
public readonly record struct Withdrawable(EndpointCode Endpoint, int Weight, bool IsAnswered, bool IsWell);

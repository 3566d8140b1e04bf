namespace GlobalLb.Steering.Configuration;

/// <summary>What an endpoint counts as while no vantage that may speak reports on it.</summary>
public enum SilenceMeaning
{
    /// <summary>What was believed last, however old.</summary>
    Hold,

    /// <summary>Unknown; its pool says what that means.</summary>
    Unknown,
}

namespace GlobalLb.Steering.Configuration;

/// <summary>What Unknown counts as: a choice, because either can be the wrong surprise.</summary>
public enum UnknownMeaning
{
    /// <summary>Answered until found sick: nothing is withdrawn from ignorance.</summary>
    Up,

    /// <summary>Not answered until found well.</summary>
    Down,
}

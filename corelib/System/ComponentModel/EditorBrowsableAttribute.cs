namespace System.ComponentModel;

public enum EditorBrowsableState
{
    Always = 0,
    Never = 1,
    Advanced = 2,
}

public sealed class EditorBrowsableAttribute(EditorBrowsableState state) : Attribute
{
    public EditorBrowsableState State { get; } = state;
}

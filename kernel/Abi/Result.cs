namespace Skift.Abi;

/// <summary>A value, or the <see cref="Errno"/> that says why there is none.</summary>
/// <remarks>Two registers on return; the check is one <c>test</c>. <c>default</c> is a success with <c>default(T)</c>.</remarks>
public readonly struct Result<T>
{
    private readonly T _value;
    private readonly Errno _error;

    private Result(T value, Errno error)
    {
        _value = value;
        _error = error;
    }

    public Errno Error => _error;

    public bool IsSuccess => _error == Errno.None;

    public static implicit operator Result<T>(T value) => new(value, Errno.None);

    public static implicit operator Result<T>(Errno error) => new(default!, error);

    /// <summary>The usual way out: <c>if (!call.Try(out T value, out Errno error)) return error;</c></summary>
    public bool Try(out T value, out Errno error)
    {
        value = _value;
        error = _error;
        return error == Errno.None;
    }
}

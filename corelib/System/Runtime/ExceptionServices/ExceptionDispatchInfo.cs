using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace System.Runtime.ExceptionServices;

/// <summary>An exception and where it came from, to be thrown again elsewhere without losing that.</summary>
public sealed class ExceptionDispatchInfo
{
    private readonly StackTraceData _stackTrace;

    private ExceptionDispatchInfo(Exception source)
    {
        SourceException = source;
        _stackTrace = source.StackTraceSlot.Copy();
    }

    public Exception SourceException { get; }

    public static ExceptionDispatchInfo Capture(Exception source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ExceptionDispatchInfo(source);
    }

    [DoesNotReturn]
    [StackTraceHidden]
    public void Throw()
    {
        SourceException.StackTraceSlot = _stackTrace.Copy();
        SourceException.StackTraceSlot.Continue();
        throw SourceException;
    }

    [DoesNotReturn]
    [StackTraceHidden]
    public static void Throw(Exception source) => Capture(source).Throw();
}

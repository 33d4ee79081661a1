// SPDX-License-Identifier: MIT
namespace System.Threading;

public delegate void ContextCallback(object? state);

/// <summary>What goes along with a flow of work from thread to thread: the values of <see cref="AsyncLocal{T}"/>. It never changes; another takes its place.</summary>
public sealed class ExecutionContext : IDisposable
{
    internal static readonly ExecutionContext Default = new(AsyncValues.Empty, isFlowSuppressed: false);

    /// <summary>Null stands for <see cref="Default"/>.</summary>
    [ThreadStatic]
    private static ExecutionContext? t_current;

    private readonly AsyncValues _values;
    private readonly bool _isFlowSuppressed;

    private ExecutionContext(AsyncValues values, bool isFlowSuppressed)
    {
        _values = values;
        _isFlowSuppressed = isFlowSuppressed;
    }

    /// <summary>That of the calling thread, whether it may flow on or not.</summary>
    internal static ExecutionContext Current => t_current ?? Default;

    /// <returns>Null while the flow is suppressed.</returns>
    public static ExecutionContext? Capture() => Current._isFlowSuppressed ? null : Current;

    public static bool IsFlowSuppressed() => Current._isFlowSuppressed;

    /// <summary>What this thread begins from now on does not get its context.</summary>
    public static AsyncFlowControl SuppressFlow()
    {
        if (Current._isFlowSuppressed) return default;
        t_current = new ExecutionContext(Current._values, isFlowSuppressed: true);
        return new AsyncFlowControl(Thread.CurrentThread);
    }

    public static void RestoreFlow()
    {
        if (!Current._isFlowSuppressed) throw new InvalidOperationException("Cannot restore context flow when it is not suppressed.");
        t_current = new ExecutionContext(Current._values, isFlowSuppressed: false);
    }

    /// <summary>Calls back with a context; afterwards that of before is back.</summary>
    public static void Run(ExecutionContext executionContext, ContextCallback callback, object? state)
    {
        ExecutionContext before = Enter(executionContext ?? throw NoContext());
        try
        {
            callback(state);
        }
        finally
        {
            _ = Enter(before);
        }
    }

    /// <summary>From now on this thread has the context.</summary>
    public static void Restore(ExecutionContext executionContext) => Enter(executionContext ?? throw NoContext());

    public ExecutionContext CreateCopy() => this;

    public void Dispose()
    {
    }

    /// <summary>Makes a context this thread's, and tells those locals of it that want to know.</summary>
    /// <returns>The one before.</returns>
    internal static ExecutionContext Enter(ExecutionContext context)
    {
        ExecutionContext before = Current;
        if (before == context) return before;
        t_current = context;
        AsyncValues.TellOfChange(before._values, context._values);
        return before;
    }

    /// <summary>A delegate that does its work in the context of now.</summary>
    internal static Action Bind(Action action)
    {
        ExecutionContext context = Capture() ?? Default;
        return context == Default ? action : () => Run(context, static bound => ((Action)bound!)(), action);
    }

    internal static object? GetValue(IAsyncLocal local) => Current._values.TryGet(local, out object? value) ? value : null;

    /// <summary>The very same object is no change; an equal one is, also where values are boxed.</summary>
    internal static void SetValue(IAsyncLocal local, object? value)
    {
        ExecutionContext context = Current;
        _ = context._values.TryGet(local, out object? before);
        if (ReferenceEquals(before, value)) return;
        t_current = new ExecutionContext(context._values.With(local, value), context._isFlowSuppressed);
        if (local.WantsChanges) local.OnChanged(before, value, isContextChanged: false);
    }

    private static InvalidOperationException NoContext() =>
        new("Cannot call Set on a null context");
}

// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;

namespace System.Threading;

/// <summary>A value of the flow of work: whoever an async method calls or waits for sees it, who called the method does not see its changes.</summary>
public sealed class AsyncLocal<T> : IAsyncLocal
{
    private readonly Action<AsyncLocalValueChangedArgs<T>>? _changed;

    public AsyncLocal()
    {
    }

    /// <param name="valueChangedHandler">Is called on each thread whose value changes, also by a change of the context.</param>
    public AsyncLocal(Action<AsyncLocalValueChangedArgs<T>>? valueChangedHandler) => _changed = valueChangedHandler;

    [MaybeNull]
    public T Value
    {
        get => ExecutionContext.GetValue(this) is T value ? value : default!;
        set => ExecutionContext.SetValue(this, value);
    }

    bool IAsyncLocal.WantsChanges => _changed != null;

    void IAsyncLocal.OnChanged(object? previous, object? current, bool isContextChanged) =>
        _changed!(new AsyncLocalValueChangedArgs<T>(previous is T before ? before : default, current is T now ? now : default, isContextChanged));
}

/// <summary>From what to what a value has changed.</summary>
public readonly struct AsyncLocalValueChangedArgs<T>
{
    internal AsyncLocalValueChangedArgs(T? previousValue, T? currentValue, bool contextChanged)
    {
        PreviousValue = previousValue;
        CurrentValue = currentValue;
        ThreadContextChanged = contextChanged;
    }

    public T? PreviousValue { get; }

    public T? CurrentValue { get; }

    /// <summary>Not by assignment, but because the thread does other work now.</summary>
    public bool ThreadContextChanged { get; }
}

internal interface IAsyncLocal
{
    bool WantsChanges { get; }

    void OnChanged(object? previous, object? current, bool isContextChanged);
}

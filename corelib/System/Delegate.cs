using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>A function and what it is called on. Field and method names here are ILC's (DelegateInfo, DelegateThunks).</summary>
/// <remarks>
/// A delegate is called by passing <c>_firstParameter</c> as the first argument to <c>_functionPointer</c>. A closed instance delegate
/// holds the target itself; every other kind holds itself and a thunk that finds the rest in the remaining fields.
/// </remarks>
public abstract partial class Delegate : ICloneable
{
    internal object? _firstParameter;
    internal object? _helperObject;
    internal nint _extraFunctionPointerOrData;
    internal nint _functionPointer;

    private protected const int MulticastThunk = 0;
    private protected const int ClosedStaticThunk = 1;
    private protected const int OpenStaticThunk = 2;
    private protected const int ClosedInstanceThunkOverGenericMethod = 3;
    private protected const int OpenInstanceThunk = 4;

    /// <summary>An element of an invocation list; a struct, so that storing one needs no covariance check.</summary>
    internal struct Wrapper
    {
        public Delegate Value;
    }

    /// <summary>Overridden by ILC in every delegate type: the address of one of its thunks, or zero where the type needs none.</summary>
    private protected virtual nint GetThunk(int whichThunk) => 0;

    public virtual object? Target
    {
        get
        {
            if (!ReferenceEquals(_firstParameter, this))
                return _firstParameter;
            nint thunk = _functionPointer;
            if (thunk == GetThunk(ClosedStaticThunk) || thunk == GetThunk(ClosedInstanceThunkOverGenericMethod))
                return _helperObject;
            return IsMulticast ? InvocationList[(int)_extraFunctionPointerOrData - 1].Value.Target : null;
        }
    }

    internal bool IsMulticast => _helperObject is Wrapper[];

    internal Wrapper[] InvocationList => Unsafe.As<Wrapper[]>(_helperObject!);

    private void InitializeClosedInstance(object? firstParameter, nint functionPointer)
    {
        if (firstParameter is null)
            ThrowHelpers.ThrowNullReferenceException();
        _functionPointer = functionPointer;
        _firstParameter = firstParameter;
    }

    private void InitializeClosedInstanceSlow(object? firstParameter, nint functionPointer)
    {
        if (firstParameter is null)
            ThrowHelpers.ThrowNullReferenceException();
        if (!FunctionPointerOps.IsGenericMethodPointer(functionPointer))
        {
            _functionPointer = functionPointer;
            _firstParameter = firstParameter;
            return;
        }
        _firstParameter = this;
        _functionPointer = GetThunk(ClosedInstanceThunkOverGenericMethod);
        _extraFunctionPointerOrData = functionPointer;
        _helperObject = firstParameter;
    }

    private void InitializeClosedInstanceWithGVMResolution(object? firstParameter, RuntimeMethodHandle tokenOfGenericVirtualMethod)
    {
        if (firstParameter is null)
            ThrowHelpers.ThrowNullReferenceException();
        InitializeClosedInstanceSlow(firstParameter, TypeLoaderExports.GVMLookupForSlot(firstParameter!, tokenOfGenericVirtualMethod));
    }

    private void InitializeClosedInstanceToInterface(object? firstParameter, nint dispatchCell)
    {
        if (firstParameter is null)
            ThrowHelpers.ThrowNullReferenceException();
        _functionPointer = InterfaceDispatch.RhpResolveInterfaceMethod(firstParameter!, dispatchCell);
        _firstParameter = firstParameter;
    }

    private void InitializeOpenStaticThunk(object? firstParameter, nint functionPointer, nint functionPointerThunk)
    {
        _firstParameter = this;
        _functionPointer = functionPointerThunk;
        _extraFunctionPointerOrData = functionPointer;
    }

    private void InitializeClosedStaticThunk(object? firstParameter, nint functionPointer, nint functionPointerThunk)
    {
        _extraFunctionPointerOrData = functionPointer;
        _helperObject = firstParameter;
        _functionPointer = functionPointerThunk;
        _firstParameter = this;
    }

    private void InitializeOpenInstanceThunkDynamic(nint functionPointer, nint functionPointerThunk)
    {
        _firstParameter = this;
        _functionPointer = functionPointerThunk;
        _extraFunctionPointerOrData = functionPointer;
    }

    // Called by open instance thunks: the method to call depends on the object, so the pointer may be a dispatch cell.
    private nint GetActualTargetFunctionPointer(object thisObject) => OpenMethodResolver.Resolve(_extraFunctionPointerOrData, thisObject);

    public object Clone() => MemberwiseClone();

    public static Delegate? Combine(Delegate? a, Delegate? b) => a is null ? b : b is null ? a : MulticastDelegate.CombineImpl(a, b);

    public static Delegate? Combine(params Delegate?[]? delegates)
    {
        Delegate? result = null;
        if (delegates != null)
        {
            foreach (Delegate? d in delegates)
                result = Combine(result, d);
        }
        return result;
    }

    public static Delegate? Remove(Delegate? source, Delegate? value)
    {
        if (source is null || value is null)
            return source;
        return MulticastDelegate.RemoveImpl(source, value);
    }

    public static Delegate? RemoveAll(Delegate? source, Delegate? value)
    {
        Delegate? before;
        do
        {
            before = source;
            source = Remove(source, value);
        }
        while (before != source);
        return source;
    }

    public virtual Delegate[] GetInvocationList() => [this];

    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
            return true;
        return obj is Delegate other && MulticastDelegate.SameTarget(this, other);
    }

    public override unsafe int GetHashCode() => (int)TypeTable->HashCode ^ FunctionPointerOps.GetHashCode(ReferenceEquals(_firstParameter, this) ? _extraFunctionPointerOrData : _functionPointer);

    public static bool operator ==(Delegate? d1, Delegate? d2) => d2 is null ? d1 is null : ReferenceEquals(d2, d1) || d2.Equals(d1);

    public static bool operator !=(Delegate? d1, Delegate? d2) => !(d1 == d2);
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The identity and name of a type. One object per type, so reference equality is type equality; no reflection beyond that.</summary>
public abstract unsafe partial class Type
{
    [Intrinsic]
    public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => FromMethodTable(handle.ToMethodTable());

    internal static Type FromMethodTable(MethodTable* table) => RuntimeType.For(table);

    public abstract RuntimeTypeHandle TypeHandle { get; }

    public abstract string Name { get; }

    public abstract string? Namespace { get; }

    public abstract string? FullName { get; }

    public abstract Type? BaseType { get; }

    public abstract bool IsValueType
    {
        [Intrinsic]
        get;
    }

    public abstract bool IsEnum
    {
        [Intrinsic]
        get;
    }

    public abstract bool IsInterface { get; }

    public abstract bool IsArray { get; }

    public abstract Type? GetElementType();

    public abstract override string ToString();

    [Intrinsic]
    public static bool operator ==(Type? left, Type? right) => (object?)left == right;

    [Intrinsic]
    public static bool operator !=(Type? left, Type? right) => (object?)left != right;

    public override bool Equals(object? o) => (object)this == o;

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

public readonly unsafe struct RuntimeTypeHandle : IEquatable<RuntimeTypeHandle>
{
    private readonly IntPtr _value;

    internal RuntimeTypeHandle(MethodTable* table) => _value = (nint)table;

    internal MethodTable* ToMethodTable() => (MethodTable*)_value;

    public nint Value => _value;

    public override bool Equals(object? obj) => obj is RuntimeTypeHandle other && Equals(other);

    public bool Equals(RuntimeTypeHandle other) => _value == other._value;

    public override int GetHashCode() => _value.GetHashCode();

    public static bool operator ==(RuntimeTypeHandle left, RuntimeTypeHandle right) => left._value == right._value;

    public static bool operator !=(RuntimeTypeHandle left, RuntimeTypeHandle right) => left._value != right._value;
}

#pragma warning disable CS0649 // written as raw words by compiled code
public readonly struct RuntimeMethodHandle
{
    private readonly IntPtr _value;

    internal nint Value => _value;
}

public readonly struct RuntimeFieldHandle
{
    private readonly IntPtr _value;

    internal nint Value => _value;
}

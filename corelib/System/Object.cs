using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The root of all classes. Its only field is the pointer to the type's <see cref="MethodTable"/> (ILC looks it up by name).</summary>
public unsafe partial class Object
{
#pragma warning disable CS0649 // written by the allocator
    private MethodTable* m_pEEType;
#pragma warning restore CS0649

    public Object()
    {
    }

    internal MethodTable* TypeTable => m_pEEType;

    
    [Intrinsic]
    public Type GetType() => Type.FromMethodTable(m_pEEType);

    public virtual string? ToString() => GetType().ToString();

    public virtual bool Equals(object? obj) => this == obj;

    public static bool Equals(object? objA, object? objB)
    {
        if (objA == objB)
            return true;
        if (objA == null || objB == null)
            return false;
        return objA.Equals(objB);
    }

    public static bool ReferenceEquals(object? objA, object? objB) => objA == objB;

    public virtual int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    protected object MemberwiseClone() => System.Runtime.ObjectCloner.Clone(this);

    // csc requires a destructor to override; this runtime runs none (corelib/README.md, "Finalizers").
    ~Object()
    {
    }
}

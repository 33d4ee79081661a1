using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Internal.Runtime;

namespace System;

/// <summary>The one <see cref="Type"/> object of a MethodTable, made by ILC or when first asked for, and kept for ever.</summary>
/// <remarks>ILC lays such objects out itself for types named by <c>typeof</c>: the first field must be the MethodTable, and none a reference.</remarks>
internal sealed unsafe class RuntimeType : Type
{
    private readonly MethodTable* _table;

    // Keeps those made here reachable: the word in the MethodTable's writable data is no root of the collector.
    private sealed class Holder(RuntimeType type)
    {
        internal readonly RuntimeType Type = type;
        internal Holder? Next;
    }

    private static Holder? s_all;

    private RuntimeType(MethodTable* table) => _table = table;

    internal static RuntimeType For(MethodTable* table)
    {
        ref RuntimeType? slot = ref Unsafe.AsRef<RuntimeType?>(table->WritableData);
        return Volatile.Read(ref slot) ?? Create(table, ref slot);
    }

    private static RuntimeType Create(MethodTable* table, ref RuntimeType? slot)
    {
        Holder holder = new(new RuntimeType(table));
        Holder? head;
        do
        {
            head = s_all;
            holder.Next = head;
        }
        while (Interlocked.CompareExchange(ref s_all, holder, head) != head);
        // Another thread may have been first; then its object is the type, and ours stays unused.
        return Interlocked.CompareExchange(ref slot, holder.Type, null) ?? holder.Type;
    }

    public override RuntimeTypeHandle TypeHandle => new(_table);

    public override string? FullName => TypeNames.FullName(_table);

    public override string Name => TypeNames.Name(_table);

    public override string? Namespace => TypeNames.Namespace(_table);

    public override Type? BaseType
    {
        get
        {
            MethodTable* table = _table->BaseType;
            return table == null ? null : For(table);
        }
    }

    public override bool IsValueType => _table->IsValueType;

    public override bool IsEnum => _table->IsEnum;

    public override bool IsInterface => _table->IsInterface;

    public override bool IsArray => _table->IsArray;

    public override Type? GetElementType() => _table->IsParameterized ? For(_table->RelatedType) : null;

    public override string ToString() => TypeNames.Display(_table);
}

using Internal.Runtime;

namespace System.Runtime;

/// <summary>One protected region of a method.</summary>
internal unsafe struct Clause
{
    internal enum ClauseKind
    {
        Typed = 0,
        Fault = 1,
        Filter = 2,
    }

    internal ClauseKind Kind;
    internal uint TryStart;
    internal uint TryEnd;
    internal byte* Handler;
    internal byte* Filter;
    internal MethodTable* Type;

    internal bool Covers(uint offset) => offset >= TryStart && offset < TryEnd;
}

/// <summary>Walks the clauses of a method, innermost first, as ILC wrote them behind the function's unwind information.</summary>
internal unsafe struct ClauseReader
{
    private const byte KindMask = 3;
    private const byte HasClauses = 4;
    private const byte HasAssociatedData = 0x10;

    private DwarfReader _reader;
    private uint _left;

    /// <summary>Start of the method that the frame belongs to, also when the frame is one of its funclets.</summary>
    internal byte* MethodStart;

    internal bool IsFunclet;

    internal ClauseReader(in FrameDescription function)
    {
        MethodStart = function.CodeStart;
        byte* lsda = function.Lsda;
        if (lsda == null)
            return;
        if ((*lsda & KindMask) != 0)
        {
            IsFunclet = true;
            int* fields = (int*)(lsda + 1);
            lsda = (byte*)fields + fields[0];
            MethodStart = function.CodeStart - fields[1];
        }
        byte flags = *lsda++;
        if ((flags & HasAssociatedData) != 0)
            lsda += sizeof(int);
        if ((flags & HasClauses) == 0)
            return;
        _reader = new DwarfReader(lsda + *(int*)lsda);
        _left = _reader.Unsigned();
    }

    internal bool Next(out Clause clause)
    {
        clause = default;
        if (_left == 0)
            return false;
        _left--;
        clause.TryStart = _reader.Unsigned();
        uint lengthAndKind = _reader.Unsigned();
        clause.TryEnd = clause.TryStart + (lengthAndKind >> 2);
        clause.Kind = (Clause.ClauseKind)(lengthAndKind & 3);
        clause.Handler = MethodStart + _reader.Unsigned();
        if (clause.Kind == Clause.ClauseKind.Typed)
            clause.Type = (MethodTable*)_reader.Relative32();
        else if (clause.Kind == Clause.ClauseKind.Filter)
            clause.Filter = MethodStart + _reader.Unsigned();
        return true;
    }
}

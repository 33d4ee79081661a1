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

/// <summary>Walks the clauses of a method, innermost first, as ILC wrote them.</summary>
internal unsafe struct ClauseReader
{
    private TableReader _reader;
    private uint _left;
    private readonly byte* _methodStart;

    internal ClauseReader(in FunctionDescription function)
    {
        _methodStart = function.MethodStart;
        if (function.Clauses == null)
            return;
        _reader = new TableReader(function.Clauses);
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
        clause.Handler = _methodStart + _reader.Unsigned();
        if (clause.Kind == Clause.ClauseKind.Typed)
            clause.Type = (MethodTable*)_reader.Relative32();
        else if (clause.Kind == Clause.ClauseKind.Filter)
            clause.Filter = _methodStart + _reader.Unsigned();
        return true;
    }
}

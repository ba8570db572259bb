package dev.ponder.retrieval.passage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Finds passages by the words of a question: BM25 over an index in memory. Words are compared without case and accents, and
 * English ones by their stems; Chinese, Japanese and Korean texts are compared by pairs of characters. Immutable,
 * thread-safe. Has neither threads nor files, and needs no closing.
 *
 * <p>Building an index takes about a second for ten million characters, so do it on a worker thread, for example in {@link
 * dev.ponder.api.Inference#compute}.
 */
public final class PassageIndex {

    private static final String TEXT = "text";
    /** Further words of a very long question are ignored. */
    private static final int MAX_TERMS = 256;
    private static final Analyzer ANALYZER = new PassageAnalyzer();

    private final List<Passage> passages;
    private final IndexSearcher searcher;

    private PassageIndex(List<Passage> passages, IndexSearcher searcher) {
        this.passages = passages;
        this.searcher = searcher;
    }

    private static final class PassageAnalyzer extends Analyzer {

        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            TokenStream terms = new CJKBigramFilter(new ASCIIFoldingFilter(
                    new LowerCaseFilter(new EnglishPossessiveFilter(words))));
            return new TokenStreamComponents(words, new PorterStemFilter(terms));
        }
    }

    /** An index of these passages. */
    public static PassageIndex of(List<Passage> passages) {
        var directory = new ByteBuffersDirectory();
        var config = new IndexWriterConfig(ANALYZER).setMergeScheduler(new SerialMergeScheduler());
        try (var writer = new IndexWriter(directory, config)) {
            for (Passage passage : passages) {
                var document = new Document();
                document.add(new TextField(TEXT, passage.text(), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
            writer.commit();
            return new PassageIndex(List.copyOf(passages), new IndexSearcher(DirectoryReader.open(directory)));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    /**
     * The passages that have at least one word of the question, best first; of equal ones, the earlier first. The question
     * is plain text: operators of query languages have no meaning.
     *
     * @param limit the most passages, at least 0
     */
    public List<ScoredPassage> search(String question, int limit) {
        if (limit == 0 || passages.isEmpty()) {
            return List.of();
        }
        try {
            var query = new BooleanQuery.Builder();
            for (String term : terms(question)) {
                query.add(new TermQuery(new Term(TEXT, term)), BooleanClause.Occur.SHOULD);
            }
            var found = new ArrayList<ScoredPassage>();
            for (ScoreDoc hit : searcher.search(query.build(), Math.min(limit, passages.size())).scoreDocs) {
                found.add(new ScoredPassage(passages.get(hit.doc), hit.score));
            }
            return found;
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    private static Set<String> terms(String question) throws IOException {
        var terms = new LinkedHashSet<String>();
        try (TokenStream stream = ANALYZER.tokenStream(TEXT, question)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < MAX_TERMS && stream.incrementToken()) {
                terms.add(term.toString());
            }
        }
        return terms;
    }
}

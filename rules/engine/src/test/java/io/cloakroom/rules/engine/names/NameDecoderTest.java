package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.namefind.BioCodec;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.Span;
import opennlp.tools.util.TrainingParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenNLP's own name finder, with a model of a few sentences trained here. */
class NameDecoderTest {

    private static final Gazetteer GAZETTEER = Gazetteer.of(Map.of(
            Kind.GIVEN,
            new TreeSet<>(Set.of("marta", "tomas", "jo", "sam")),
            Kind.CITY,
            new TreeSet<>(Set.of("berlin", "oslo", "lima"))));
    private static final Lexicon LEXICON = new Lexicon(GAZETTEER, WordClusters.NONE);

    private static TokenNameFinderModel stored;

    @BeforeAll
    static void train() throws IOException {
        NameModel.allowFactory();
        List<NameSample> samples = new ArrayList<>();
        for (String[] words : new String[][] {{"Marta", "Kern"}, {"Tomas", "Berg"}, {"Jo", "Lind"}, {"Sam", "Hale"}}) {
            for (String city : List.of("Berlin", "Oslo", "Lima")) {
                samples.add(sample(
                        "Please write to %s %s in %s today .".formatted(words[0], words[1], city),
                        new Span(3, 5, "PERSON"),
                        new Span(6, 7, "LOCATION")));
                samples.add(sample(
                        "%s said that %s is cold .".formatted(words[0], city),
                        new Span(0, 1, "PERSON"),
                        new Span(3, 4, "LOCATION")));
                samples.add(sample("The report says that it is cold today ."));
            }
        }
        TrainingParameters parameters = new TrainingParameters();
        parameters.put("Algorithm", "MAXENT_QN");
        parameters.put("Iterations", "30");
        parameters.put("Cutoff", "0");
        MaxentModel model = TrainerFactory.getEventTrainer(parameters, new HashMap<>())
                .train(FeatureIndex.of(samples, LEXICON, Units.WORDS, 1));
        TokenNameFinderModel trained = new TokenNameFinderModel(
                "en",
                model,
                3,
                null,
                new HashMap<>(),
                new HashMap<>(Map.of(NameModel.BIAS, "0.5")),
                new BioCodec(),
                new NameFinderFactory(LEXICON, Units.WORDS));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        trained.serialize(file);
        stored = NameModel.read(new ByteArrayInputStream(file.toByteArray()));
    }

    private static NameSample sample(String text, Span... names) {
        return new NameSample(text.split(" ", -1), names, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please write to Marta Berg in Lima today .",
                "Tomas said that Jo Hale is in Oslo .",
                "The cold report is today .",
                "Sam",
                "in Berlin and Lima , Marta Kern said",
                "write to Sam Lind Jo Kern Tomas",
            })
    void findsWhatOpenNlpFinds(String text) {
        String[] words = text.split(" ", -1);
        List<NameDecoder.Name> ours = decode(words, 0);
        Span[] stock = new NameFinderME(stored).find(words);
        assertThat(ours.stream().map(name -> new Span(name.start(), name.end(), name.type())))
                .containsExactly(stock);
        assertThat(ours).allSatisfy(name -> assertThat(name.probability()).isBetween(0.0, 1.0));
    }

    @Test
    void findsTheTrainedNames() {
        assertThat(decode("Please write to Marta Berg in Lima today .".split(" ", -1), 0))
                .extracting(NameDecoder.Name::type, NameDecoder.Name::start, NameDecoder.Name::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PERSON", 3, 5),
                        org.assertj.core.groups.Tuple.tuple("LOCATION", 6, 7));
    }

    @Test
    void aHigherBiasNeverFindsFewerNamedTokens() {
        String[] words = "maybe Kern or Hale saw the cold Oslo report".split(" ", -1);
        int before = -1;
        for (double bias = -4; bias <= 8; bias += 1) {
            int tokens = decode(words, bias).stream()
                    .mapToInt(name -> name.end() - name.start())
                    .sum();
            assertThat(tokens).isGreaterThanOrEqualTo(before);
            before = tokens;
        }
    }

    @Test
    void readsTheBiasFromTheModel() {
        assertThat(NameModel.of(stored).bias()).isEqualTo(0.5);
    }

    @Test
    void aMissingModelIsSaidPlainly() {
        assertThatThrownBy(() -> NameModel.load("xx"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/models/xx/names.bin")
                .hasMessageContaining("cloakroom-rules-model-xx");
    }

    private static List<NameDecoder.Name> decode(String[] words, double bias) {
        Tokens tokens = Tokens.of(words);
        NameModel model = NameModel.of(stored);
        return new NameDecoder(model, bias).decode(LineAttributes.of(tokens, 0, tokens.count(), model.words()));
    }
}

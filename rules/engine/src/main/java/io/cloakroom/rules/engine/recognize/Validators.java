package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The validators that a rule pack can name. */
public final class Validators {

    private static final Map<String, Validator> BY_NAME = new TreeMap<>(Map.ofEntries(
            Map.entry("payment-card", CardNumbers::check),
            Map.entry("luhn", v -> Verdict.provenIf(Checksums.luhn(Checksums.digits(v)))),
            Map.entry("iban", Iban::check),
            Map.entry("us-ssn", UsNumbers::ssn),
            Map.entry("us-itin", UsNumbers::itin),
            Map.entry("us-aba-routing", UsNumbers::abaRouting),
            Map.entry("us-npi", UsNumbers::npi),
            Map.entry("kr-rrn", AsiaPacificIds::krRrn),
            Map.entry("kr-brn", AsiaPacificIds::krBrn),
            Map.entry("cn-resident-id", AsiaPacificIds::cnResidentId),
            Map.entry("in-aadhaar", AsiaPacificIds::inAadhaar),
            Map.entry("jp-my-number", AsiaPacificIds::jpMyNumber),
            Map.entry("sg-nric", AsiaPacificIds::sgNric),
            Map.entry("tw-id", AsiaPacificIds::twId),
            Map.entry("de-tax-id", EuropeanIds::deTaxId),
            Map.entry("de-rvnr", EuropeanIds::deRvnr),
            Map.entry("de-kvnr", EuropeanIds::deKvnr),
            Map.entry("es-dni", EuropeanIds::esDni),
            Map.entry("fr-nir", EuropeanIds::frNir),
            Map.entry("gb-nhs", EuropeanIds::gbNhs),
            Map.entry("gb-nino", EuropeanIds::gbNino),
            Map.entry("it-codice-fiscale", EuropeanIds::itCodiceFiscale),
            Map.entry("nl-bsn", EuropeanIds::nlBsn),
            Map.entry("pl-pesel", EuropeanIds::plPesel),
            Map.entry("se-personnummer", EuropeanIds::sePersonnummer),
            Map.entry("fi-hetu", EuropeanIds::fiHetu),
            Map.entry("mod11-10", v -> Verdict.provenIf(Checksums.mod1110(Checksums.digits(v)))),
            Map.entry("mrz", TravelDocuments::machineReadable),
            Map.entry("br-cpf", AmericanIds::brCpf),
            Map.entry("br-cnpj", AmericanIds::brCnpj),
            Map.entry("ca-sin", AmericanIds::caSin),
            Map.entry("au-tfn", AsiaPacificIds::auTfn),
            Map.entry("au-medicare", AsiaPacificIds::auMedicare),
            Map.entry("ip-address", IpAddresses::check),
            Map.entry("bitcoin", CryptoAddresses::bitcoin),
            Map.entry("vin", Vehicles::vin),
            Map.entry("date", Dates::check),
            Map.entry("date-of-birth", Dates::checkBirth),
            Map.entry("date-in-words", Months::check),
            Map.entry("jwt", Jwt::check),
            Map.entry("labelled-number", LabelledValues::number),
            Map.entry("plate", LabelledValues::plate),
            Map.entry("license-plate", LabelledValues::licensePlate),
            Map.entry("handle", LabelledValues::handle),
            Map.entry("phone-shape", PhoneShape::check),
            Map.entry("secret-value", SecretValues::check),
            Map.entry("secret-token", SecretValues::token),
            Map.entry("labelled-secret", SecretValues::labelled),
            Map.entry("random-value", SecretValues::random),
            Map.entry("userinfo", SecretValues::userinfo),
            Map.entry("base64-value", SecretValues::base64),
            Map.entry("password-literal", SecretValues::passwordLiteral),
            Map.entry("strong-password", SecretValues::strongPassword),
            Map.entry("password", SecretValues::password)));

    private Validators() {}

    static @Nullable Validator find(String name) {
        return BY_NAME.get(name);
    }

    /** @throws IllegalArgumentException when there is no such validator */
    public static Validator named(String name) {
        Validator validator = BY_NAME.get(name);
        if (validator == null) {
            throw new IllegalArgumentException(
                    "no validator '" + name + "'; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return validator;
    }

    public static Set<String> names() {
        return BY_NAME.keySet();
    }
}
